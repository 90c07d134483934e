"""Changes to what Material and its search plugin produce, where no option or template override can make them."""
