/** Incidents as STIX 2.1 bundles (OASIS Standard, 10 June 2021) for exchange with tools for security incidents. */
@org.jspecify.annotations.NullMarked
package zhiheng.cases.stix;
