/** Sign-in through the identity provider of the organisation (OpenID Connect). */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.sso;
