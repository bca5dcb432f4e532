package org.quoin.rules;

/**
 * Acts once in every block, before its transactions or after them, by nobody's authority. What it refuses or gets wrong undoes what
 * it did itself, and the block goes on.
 */
public interface Hook {
    void run(Execution execution, Load load);
}
