"""The screens of those who work in the complex, and of carriers. They do what the API does."""
