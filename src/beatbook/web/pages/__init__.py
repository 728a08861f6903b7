"""One file per page. Each endpoint is a plain function of the request; the server runs it in a thread."""
