/** The field's terms in plain words. */
@NullMarked
package zhiheng.server.rooms.glossary;

import org.jspecify.annotations.NullMarked;
