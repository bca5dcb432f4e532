@NullMarked
package org.quoin.host.gateway.command;

import org.jspecify.annotations.NullMarked;
