@NullMarked
package zhiheng.provenance.c2pa;

import org.jspecify.annotations.NullMarked;
