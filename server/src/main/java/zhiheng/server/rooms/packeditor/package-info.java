/** Where the author of a pack writes it and sees at once what is wrong and which cases come out otherwise. */
@NullMarked
package zhiheng.server.rooms.packeditor;

import org.jspecify.annotations.NullMarked;
