/** Offers and askings: eligibility, places given with a proof of their gap, accepted or refused by people, counted against capacity. */
@NullMarked
package zhiheng.server.rooms.offers;

import org.jspecify.annotations.NullMarked;
