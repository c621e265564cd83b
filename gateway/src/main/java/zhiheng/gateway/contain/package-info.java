/** Bounds what a call can bring about with text that somebody else wrote. Recognises no attack: it knows who wrote what. */
@NullMarked
package zhiheng.gateway.contain;

import org.jspecify.annotations.NullMarked;
