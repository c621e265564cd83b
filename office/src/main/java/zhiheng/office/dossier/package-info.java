/** All that is known of one system on one day. Uses duties and the registry. */
@NullMarked
package zhiheng.office.dossier;

import org.jspecify.annotations.NullMarked;
