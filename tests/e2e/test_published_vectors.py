"""The vectors that the site publishes, asked of the worker that scores in the page."""

import json

from tests.support.published_vectors import read

ASK_ALL = """async questions => {
    const element = document.querySelector('appraisal-calculator');
    const absolute = address => new URL(address, document.baseURI).href;
    const { Engine } = await import(absolute('../assets/liumai/engine.js'));
    const engine = new Engine();
    const rubrics = element.getAttribute('scoring').split(' ').map(absolute);
    await engine.start({ runtime: absolute(element.getAttribute('runtime')), rubrics }, () => {});
    const answers = [];
    for (const question of questions) {
        const { result, faults } = await engine.ask(question);
        if (result) delete result.trace;
        answers.push(result ? { result } : { faults: faults.map(({ path, code }) => ({ path, code })) });
    }
    return JSON.stringify(answers);
}"""


def test_the_worker_agrees_with_every_published_vector(open_page, site):
    questions, expected = zip(*read(site), strict=True)
    page = open_page("calculator/")
    answers = json.loads(page.evaluate(ASK_ALL, list(questions)))
    assert len(answers) == len(expected) >= 2_000
    wrong = [row for row in zip(questions, expected, answers, strict=True) if row[1] != row[2]]
    assert wrong == []
