/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Runs a function in a child that dies, or is refused something, at one of its system calls. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  FAULT_KILL,  /* as kill -9 just before the call */
  FAULT_ERROR, /* the call isn't made; it fails */
} FaultKind;

typedef struct
{
  FaultKind kind;
  guint at;     /* the first system call is 1; of FAULT_ERROR, only calls about files are counted */
  int error;    /* of FAULT_ERROR: errno */
  guint length; /* of FAULT_ERROR: how many calls in a row fail; 0: all from there on */
} Fault;

typedef struct
{
  guint n_calls; /* that were made, or would have been */
  int status;    /* of the child; -1: it was killed */
} FaultResult;

gboolean fault_tracer_works (void);
FaultResult fault_tracer_run (Fault fault, int (*function) (gpointer data), gpointer data);

G_END_DECLS
