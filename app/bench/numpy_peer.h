// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/live_cases.h"

#include <QProcess>

#include <string>

namespace app {

// Training in Python (numpy_peer.py), in a process of its own that waits for orders.
class NumpyPeer
{
public:
    NumpyPeer();
    ~NumpyPeer();
    NumpyPeer(const NumpyPeer &) = delete;
    NumpyPeer &operator=(const NumpyPeer &) = delete;

    // What it trains.
    [[nodiscard]] static DenseCase network();
    // "numpy 1.24.2"; empty where there is none that multiplies with OpenBLAS.
    [[nodiscard]] const std::string &name() const { return m_name; }
    // Of processor time.
    [[nodiscard]] double seconds(int steps);

private:
    QByteArray nextLine();

    QProcess m_process;
    std::string m_name;
};

} // namespace app
