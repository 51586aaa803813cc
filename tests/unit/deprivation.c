/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "deprivation.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

/* A system call with one argument of a certain value fails. */
typedef struct
{
  guint call;
  guint argument;
  guint mask;
  guint value;
  guint error;
} Rule;

/* The lower half of an argument, on machines whose bytes begin with it. */
#define ARGUMENT(n) (offsetof (struct seccomp_data, args) + (n) *8)

static gboolean
add_rule (const Rule *rule)
{
  struct sock_filter code[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, rule->call, 0, 4),
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, ARGUMENT (rule->argument)),
    BPF_STMT (BPF_ALU | BPF_AND | BPF_K, rule->mask),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, rule->value, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | rule->error),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { G_N_ELEMENTS (code), code };

  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
         && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Returns FALSE where the kernel can't be told. */
gboolean
deprive_of (Deprivation what)
{
  static const Rule rules[][2] = {
    [DEPRIVE_NETLINK] = { { __NR_socket, 0, ~0u, AF_NETLINK, EAFNOSUPPORT } },
    [DEPRIVE_NETLINK_POLITELY] = { { __NR_socket, 0, ~0u, AF_NETLINK, EPERM } },
    [DEPRIVE_TCP] = { { __NR_socket, 1, 0xf, SOCK_STREAM, EACCES } },
    [DEPRIVE_OUTPUT_QUEUE] = { { __NR_ioctl, 1, ~0u, SIOCOUTQ, ENOTTY } },
    [DEPRIVE_ERROR_QUEUE] = { { __NR_setsockopt, 2, ~0u, IP_RECVERR, ENOPROTOOPT },
                              { __NR_setsockopt, 2, ~0u, IPV6_RECVERR, ENOPROTOOPT } },
    [DEPRIVE_PING] = { { __NR_socket, 2, ~0u, IPPROTO_ICMP, EACCES },
                       { __NR_socket, 2, ~0u, IPPROTO_ICMPV6, EACCES } },
    [DEPRIVE_BINDING] = { { __NR_setsockopt, 2, ~0u, SO_BINDTODEVICE, EPERM },
                          { __NR_setsockopt, 2, ~0u, SO_BINDTOIFINDEX, EPERM } },
    [DEPRIVE_TCP_INFO] = { { __NR_getsockopt, 2, ~0u, TCP_INFO, ENOPROTOOPT } },
  };

  for (guint i = 0; i < 2; i++)
    if (rules[what][i].mask != 0 && !add_rule (&rules[what][i]))
      return FALSE;
  return TRUE;
}
