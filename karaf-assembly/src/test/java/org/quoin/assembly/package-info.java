/** The built distribution, from outside through its launcher and from inside through Pax Exam. */
@NullMarked
package org.quoin.assembly;

import org.jspecify.annotations.NullMarked;
