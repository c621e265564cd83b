/** The gateway wired into the house: keys, routes, permits as acts of the ledger, records in the database. */
@NullMarked
package zhiheng.server.gateway;

import org.jspecify.annotations.NullMarked;
