/**
 * Places on offer (compute, data sets, money, people, test kits) given to needs: as much good done as the places allow, with a proof
 * of how far from the best it can be at most, and a reason for each "why not the other".
 */
@NullMarked
package zhiheng.office.offers;

import org.jspecify.annotations.NullMarked;
