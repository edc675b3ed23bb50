"""The page that describes every route, made from the same document as /openapi.json."""
