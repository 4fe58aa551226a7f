/**
 * Hospitals, practices and departments, and how one is part of another. Its words: organisation,
 * part, hierarchy (which never has a circle).
 */
@NullMarked
package io.unichart.identity.organization;

import org.jspecify.annotations.NullMarked;
