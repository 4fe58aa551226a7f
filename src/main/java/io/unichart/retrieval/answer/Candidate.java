package io.unichart.retrieval.answer;

import io.unichart.documents.Passage;

/**
 * A passage that a search found.
 *
 * @param passage the passage
 * @param title what its document is called
 * @param similarity the cosine of question and passage
 */
record Candidate(Passage passage, String title, double similarity) {}
