/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "fault-tracer.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* Calls that a disk can fail. */
static const long file_calls[] = {
#ifdef __x86_64__
  SYS_open,      SYS_openat,  SYS_openat2,   SYS_read,       SYS_pread64,  SYS_write,
  SYS_pwrite64,  SYS_fsync,   SYS_syncfs,    SYS_fdatasync,  SYS_rename,   SYS_renameat,
  SYS_renameat2, SYS_mkdir,   SYS_mkdirat,   SYS_unlink,     SYS_unlinkat, SYS_ftruncate,
  SYS_lseek,     SYS_fstat,   SYS_stat,      SYS_lstat,      SYS_statx,    SYS_newfstatat,
  SYS_statfs,    SYS_fstatfs, SYS_flock,     SYS_getdents64, SYS_close,    SYS_copy_file_range,
  SYS_sendfile,  SYS_rmdir,   SYS_utimensat,
#endif
};

static gboolean
is_file_call (long number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (file_calls); i++)
    if (file_calls[i] == number)
      return TRUE;
  return FALSE;
}

static int
wait_for (pid_t pid)
{
  int status = 0;

  while (waitpid (pid, &status, __WALL) < 0 && errno == EINTR)
    continue;
  return status;
}

static pid_t
start (int (*function) (gpointer data), gpointer data)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      if (ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit (125);
      raise (SIGSTOP);
      _exit (function (data));
    }
  if (pid > 0)
    {
      wait_for (pid);
      ptrace (PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    }
  return pid;
}

/* To the next entry or exit of a system call. Returns: whether the child is still there. */
static gboolean
step (pid_t pid, int *status)
{
  int signal = 0;

  for (;;)
    {
      if (ptrace (PTRACE_SYSCALL, pid, NULL, signal) != 0)
        return FALSE;
      *status = wait_for (pid);
      if (!WIFSTOPPED (*status))
        return FALSE;
      if (WSTOPSIG (*status) == (SIGTRAP | 0x80))
        return TRUE;
      signal = WSTOPSIG (*status) != SIGTRAP ? WSTOPSIG (*status) : 0;
    }
}

#ifdef __x86_64__
static long
get_call (pid_t pid)
{
  return ptrace (PTRACE_PEEKUSER, pid, offsetof (struct user_regs_struct, orig_rax), NULL);
}

static gboolean
fail_call (pid_t pid, int error, int *status)
{
  ptrace (PTRACE_POKEUSER, pid, offsetof (struct user_regs_struct, orig_rax), -1L);
  if (!step (pid, status))
    return FALSE;
  ptrace (PTRACE_POKEUSER, pid, offsetof (struct user_regs_struct, rax), (long) -error);
  return TRUE;
}
#else
static long
get_call (pid_t pid)
{
  return -1;
}

static gboolean
fail_call (pid_t pid, int error, int *status)
{
  return step (pid, status);
}
#endif

static int
nothing_is_wrong (gpointer data)
{
  return getppid () > 0 ? 7 : 8;
}

/**
 * fault_tracer_works:
 *
 * Returns: whether a child can be traced here, and its calls be told apart
 */
gboolean
fault_tracer_works (void)
{
#ifdef __x86_64__
  FaultResult result = fault_tracer_run ((Fault){ FAULT_NONE }, nothing_is_wrong, NULL);

  return result.status == 7 && result.n_calls > 0;
#else
  return FALSE;
#endif
}

static gboolean
is_due (const Fault *fault, guint n_calls)
{
  if (n_calls < fault->at)
    return FALSE;
  return fault->kind == FAULT_KILL || fault->length == 0 || n_calls < fault->at + fault->length;
}

/**
 * fault_tracer_run:
 * @fault: what is to happen
 * @function: what the child does; what it returns is its status
 * @data: closure
 *
 * Returns: how it ended
 */
FaultResult
fault_tracer_run (Fault fault, int (*function) (gpointer data), gpointer data)
{
  pid_t pid = start (function, data);
  FaultResult result = { 0, -1 };
  int status = 0;

  while (pid > 0 && step (pid, &status))
    {
      gboolean counts = fault.kind != FAULT_ERROR || is_file_call (get_call (pid));

      result.n_calls += counts ? 1 : 0;
      if (fault.kind == FAULT_KILL && is_due (&fault, result.n_calls))
        {
          kill (pid, SIGKILL);
          wait_for (pid);
          return result;
        }
      if (fault.kind == FAULT_ERROR && counts && is_due (&fault, result.n_calls))
        {
          if (!fail_call (pid, fault.error, &status))
            break;
        }
      else if (!step (pid, &status))
        {
          break;
        }
    }
  if (WIFEXITED (status))
    result.status = WEXITSTATUS (status);
  return result;
}
