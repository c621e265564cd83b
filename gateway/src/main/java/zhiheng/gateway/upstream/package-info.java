/** The model servers behind the gateway: choice, health, retries, fallback. */
@NullMarked
package zhiheng.gateway.upstream;

import org.jspecify.annotations.NullMarked;
