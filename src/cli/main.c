/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The command's front: answers --version and hands everything else to the program proper.
 *
 * The time until a program's first line is that of loading its libraries, and those that speak
 * HTTP and TLS take three times as long as all that this file needs. So it links none of them. */

#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "invoice-first-aid-cli"
#define EXIT_FILE 74

/* In the folder where it was built, the program proper lies beside its front. */
static void
execute_neighbour (char **argv)
{
  char path[PATH_MAX];
  ssize_t length = readlink ("/proc/self/exe", path, sizeof path - sizeof "-program");

  if (length < 0)
    return;
  memcpy (path + length, "-program", sizeof "-program");
  execv (path, argv);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    return puts (PROGRAM " " IFA_VERSION) < 0 || fflush (stdout) != 0 ? EXIT_FILE : 0;

  execute_neighbour (argv);
  execv (IFA_LIBEXEC_DIR "/" PROGRAM "-program", argv);
  fprintf (stderr, PROGRAM ": %s: %s\n", IFA_LIBEXEC_DIR "/" PROGRAM "-program", strerror (errno));
  return EXIT_FILE;
}
