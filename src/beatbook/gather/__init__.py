"""The only code that opens sockets: requests, feeds, sitemaps, robots, discovery. Hands out values; decides nothing."""
