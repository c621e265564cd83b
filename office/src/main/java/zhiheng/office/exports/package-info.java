/**
 * What is known of law and systems in the formats of others: OSCAL of NIST, the machine-learning bill of materials of CycloneDX. Written
 * here, and proved in the tests by the readers of those who keep the formats. Uses the dossier and the registry.
 */
@NullMarked
package zhiheng.office.exports;

import org.jspecify.annotations.NullMarked;
