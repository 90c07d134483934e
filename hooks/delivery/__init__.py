"""How the site travels: addresses that change with the content, security policy and HTTP headers."""
