/**
 * Long work as its caller watches it: how far it is, what it has done, and that it shall stop. It
 * knows none of the jobs. Its words: job (what somebody asked for), ledger (the rows that say how
 * far each is).
 */
@NullMarked
package io.unichart.identity.job;

import org.jspecify.annotations.NullMarked;
