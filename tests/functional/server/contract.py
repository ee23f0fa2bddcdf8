"""Holds every answer of the server against the description that it serves: the status is listed,
the content type is the one that is named, and the body has what the schema says and nothing else.
A request that was taken must fit too."""

import http.client
import json
import re
import ssl

import jsonschema

_documents = {}  # by binary: what it serves does not change


class Contract:
    def __init__(self, document):
        self.schemas = jsonschema.RefResolver("", document)
        self.document = document
        self.paths = [(re.compile(re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(pattern))), methods)
                      for pattern, methods in document["paths"].items()]

    @classmethod
    def of(cls, binary, address, encrypted=False):
        """The contract of this binary; asks the server at the address where it is not known yet."""
        if binary not in _documents:
            connection = http.client.HTTPSConnection(
                address, timeout=60, context=ssl._create_unverified_context()
            ) if encrypted else http.client.HTTPConnection(address, timeout=60)
            connection.request("GET", "/api/v1/openapi.json")
            answer = connection.getresponse()
            assert answer.status == 200, answer.status
            _documents[binary] = json.load(answer)
            connection.close()
        return cls(_documents[binary])

    def check(self, method, target, body, status, content_type, text):
        """AssertionError where the answer is not as described."""
        where = f"{method} {target}: {status}"
        methods = self._methods(target.split("?")[0].split("#")[0])
        operation = (methods or {}).get("get" if method == "HEAD" else method.lower())
        if methods is None and status in (200, 304) and not target.startswith("/api/"):
            return  # a file of the web application
        if operation is None:
            expected = (400, 401, 403, 404) if methods is None else (401, 403, 405)
            assert status in expected, f"{where} for what is not described"
            self._fits({"$ref": "#/components/schemas/Problem"}, json.loads(text), where)
            return
        described = operation["responses"].get(str(status))
        assert described is not None, f"{where} is not listed: {text[:300]}"
        if method != "HEAD":
            self._check_content(self._resolved(described).get("content", {}), content_type, text,
                                where)
        if status < 300:
            self._check_request(operation, body, where)

    def _methods(self, path):
        for pattern, methods in self.paths:
            if pattern.fullmatch(path):
                return methods
        return None

    def _resolved(self, thing):
        return self.schemas.resolve(thing["$ref"])[1] if "$ref" in thing else thing

    def _check_content(self, content, content_type, text, where):
        if not content:
            assert text == "", f"{where} has a body, and none is described"
            return
        kind = (content_type or "").split(";")[0].strip()
        assert kind in content, f"{where} is {kind}, and described as {', '.join(content)}"
        if "schema" in content[kind]:
            self._fits(content[kind]["schema"], json.loads(text), where)

    def _check_request(self, operation, body, where):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None or body is None:
            return
        value = body if isinstance(body, (dict, list)) else json.loads(body)
        self._fits(content["schema"], value, where + ", of what was sent")

    def _fits(self, schema, value, where):
        judge = jsonschema.Draft202012Validator(schema, resolver=self.schemas)
        found = jsonschema.exceptions.best_match(judge.iter_errors(value))
        assert found is None, f"{where}, at {found.json_path}: {found.message}"
