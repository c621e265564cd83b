/** Who somebody is: people, sessions, tokens, passwords. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.ground.identity;
