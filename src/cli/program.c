/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <signal.h>

#include "command-line.h"

int
main (int argc, char **argv)
{
  /* A reader that goes away is told as an error, and doesn't end the program half-way. */
  signal (SIGPIPE, SIG_IGN);
  return ifa_command_line_run (argc, argv);
}
