/** Law, dossiers and registry in the formats of others: downloads of OSCAL and CycloneDX, and OSCAL that others wrote. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.exports;
