/**
 * The index of persons: registers them unless they are registered already, reads, changes, retires
 * and links their records. Its words: registration, duplicate (somebody who is registered already).
 */
@NullMarked
package io.unichart.identity.registration;

import org.jspecify.annotations.NullMarked;
