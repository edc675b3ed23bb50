"""The pages of the server: what people open in a browser. How to add one: docs/guide/pages.md."""
