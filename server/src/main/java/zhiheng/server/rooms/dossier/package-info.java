/** One dossier per AI system: duties, evidence, the document. */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.dossier;
