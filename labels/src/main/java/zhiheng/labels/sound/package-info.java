/** Sounds: WAV, MP3, FLAC, Ogg. */
@NullMarked
package zhiheng.labels.sound;

import org.jspecify.annotations.NullMarked;
