package zhiheng.bench.kills;

import java.net.URI;

/** Where the server is now. A start gives it other ports. */
record Target(URI rest, URI gateway) {}
