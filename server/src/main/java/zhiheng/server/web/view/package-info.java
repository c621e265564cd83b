/** What the templates show: plain words and numbers, already in the reader's language, free of domain logic. */
@NullMarked
package zhiheng.server.web.view;

import org.jspecify.annotations.NullMarked;
