/**
 * Documents over HTTP: what somebody sends, and everything that is wrong with it. Its words: form
 * (what was sent, read leniently so that all faults are told), upload.
 */
@NullMarked
package io.unichart.documents.web;

import org.jspecify.annotations.NullMarked;
