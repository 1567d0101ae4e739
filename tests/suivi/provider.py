"""A small OpenID Connect provider, as ProConnect is one: what it says of a person is a signed JWT."""

import base64
import hashlib
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "orientation", "un secret de test"
BACK = "http://testserver/compte/oidc/oidc/retour/"
REQUIRED = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}
PKCE = {"code_challenge", "code_challenge_method"}
SCOPES = {"openid", "email", "given_name", "usual_name"}


class Provider:
    """Serves on a port of its own. `person`: the claims of whoever signs in there; `plain`: userinfo as plain JSON;
    `key`: what it signs with; `header`: what the JWT says of the key; `subject`: of whom the ID token is, by default
    the same person; `missing`: what its configuration leaves out; `nonce`: what the ID token repeats, by default
    what was asked. As ProConnect it refuses a state or a nonce of less than 32 signs, a parameter or a scope that it
    does not know, a return address that was not registered, a wrong secret, a code not its own, or that comes twice."""

    def __init__(self):
        self.published = self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person, self.plain, self.codes, self.refuses = {}, False, {}, False
        self.header, self.subject, self.missing = {"kid": "1"}, None, ()
        self.nonce, self.no_pkce = None, False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def sign_in(self, location):
        """A person who signs in at the address where our site sent them: where they are sent back."""
        said = parse_qs(urlsplit(location).query, keep_blank_values=True)
        assert all(len(values) == 1 for values in said.values()), "a parameter twice"
        asked = {name: values[0] for name, values in said.items()}
        assert asked.keys() == REQUIRED | (set() if self.no_pkce else PKCE), "Y000400"
        assert (asked["client_id"], asked["response_type"], asked["redirect_uri"]) == (CLIENT, "code", BACK)
        assert len(asked["state"]) >= 32 and len(asked["nonce"]) >= 32
        assert {"openid"} <= set(asked["scope"].split()) <= SCOPES
        assert self.no_pkce or asked["code_challenge_method"] == "S256"
        code = f"code-{secrets.token_urlsafe(8)}"
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        answer = {"error": "access_denied"} if self.refuses else {"code": code}
        return f"{back.path}?{urlencode(answer | {'state': asked['state']})}"

    def accepts(self, asked, given):
        """At the exchange of the code for a token."""
        wanted = {
            "grant_type": "authorization_code",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uri": BACK,
        }
        known = all(given.get(name) == value for name, value in wanted.items())
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return known and asked.get("code_challenge", challenge) == challenge

    def signed(self, claims):
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60} | claims
        return jwt.encode(said, self.key, algorithm="RS256", headers=self.header)

    def _handler(provider):  # noqa: N805 (`self` is the request's)
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def answer(self, body, kind="application/json", status=200):
                data = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                if self.path == "/.well-known/openid-configuration":
                    at = provider.address
                    ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
                    places = {f"{name}_endpoint": f"{at}/{path}" for name, path in ends.items()}
                    told = places | {"issuer": at, "jwks_uri": f"{at}/jwks"}
                    self.answer({name: value for name, value in told.items() if name not in provider.missing})
                elif self.path == "/jwks":
                    public = jwt.algorithms.RSAAlgorithm.to_jwk(provider.published.public_key(), as_dict=True)
                    self.answer({"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]})
                elif provider.plain:
                    self.answer(provider.person)
                else:
                    self.answer(provider.signed(provider.person), "application/jwt")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                given = {name: values[0] for name, values in parse_qs(body).items()}
                asked = provider.codes.pop(given["code"], None)
                if asked is None or not provider.accepts(asked, given):
                    self.answer({"error": "invalid_grant"}, status=400)
                    return
                claims = {"sub": provider.subject or provider.person["sub"], "nonce": asked["nonce"]}
                if provider.nonce is not None:
                    claims["nonce"] = provider.nonce
                token = provider.signed(claims)
                self.answer({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token})

        return Handler
