/** The ledger: entries, proofs, files for verifiers. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.ledger;
