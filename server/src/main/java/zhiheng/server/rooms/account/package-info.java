/** The own account: password, where one is signed in, and the page that a one-time link opens. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.account;
