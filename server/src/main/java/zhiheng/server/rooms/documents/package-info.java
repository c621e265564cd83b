/** The evidence library: each document of an organisation once, with all duties that it serves. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.documents;
