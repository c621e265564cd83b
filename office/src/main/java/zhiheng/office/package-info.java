/** The public face: {@link zhiheng.office.Office} puts the domains together over one {@link zhiheng.office.OfficeStore}. */
@NullMarked
package zhiheng.office;

import org.jspecify.annotations.NullMarked;
