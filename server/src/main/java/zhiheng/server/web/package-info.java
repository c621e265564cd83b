/** The pages people read and fill in: request in, domain call, view record, template out. */
@NullMarked
package zhiheng.server.web;

import org.jspecify.annotations.NullMarked;
