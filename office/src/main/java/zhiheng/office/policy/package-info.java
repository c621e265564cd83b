/** What policies hold ready for an enterprise: measures from packs, and the guide that says what one may get, must do, and why. */
@org.jspecify.annotations.NullMarked
package zhiheng.office.policy;
