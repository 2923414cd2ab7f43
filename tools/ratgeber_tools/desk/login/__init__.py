"""How somebody comes in to a served desk: settings, mailed links, passkeys, an OpenID provider; no web server in it."""
