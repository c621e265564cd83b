/** What commands share: languages, progress, walking folders. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.shell;
