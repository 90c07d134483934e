// What the pages use of Chart.js; the site carries it in one file.
import {
  BarController, BarElement, BubbleController, CategoryScale, Chart, Legend, LineController, LineElement, LinearScale, PointElement, Tooltip,
} from "chart.js"; // prettier-ignore

Chart.register(
  BarController, BarElement, BubbleController, CategoryScale, Legend, LineController, LineElement, LinearScale, PointElement, Tooltip,
); // prettier-ignore

export { Chart };
