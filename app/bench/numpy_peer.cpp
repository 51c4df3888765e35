// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/numpy_peer.h"

#include <QFile>
#include <QProcessEnvironment>

namespace app {
namespace {

constexpr int kLongestMs = 60'000;

QString programText()
{
    QFile file(QStringLiteral(":/bench/numpy_peer.py"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

// The first Python on the path need not be the one that packages of the system are for.
NumpyPeer::NumpyPeer()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("OPENBLAS_NUM_THREADS"), QStringLiteral("1"));
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    for (const char *python : {"python3", "/usr/bin/python3"}) {
        m_process.start(QString::fromLatin1(python), {QStringLiteral("-c"), programText()});
        m_name = nextLine().toStdString();
        if (!m_name.empty())
            return;
        m_process.waitForFinished(kLongestMs);
    }
}

NumpyPeer::~NumpyPeer()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished(kLongestMs);
}

DenseCase NumpyPeer::network()
{
    return {.sizes = {784, 128, 127, 126, 125, 124, 123, 10}, .microBatches = 4, .samples = 32};
}

double NumpyPeer::seconds(int steps)
{
    m_process.write(QByteArray::number(steps) + '\n');
    return nextLine().toDouble();
}

// Empty: it has ended.
QByteArray NumpyPeer::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(kLongestMs))
            return {};
    }
    return m_process.readLine().trimmed();
}

} // namespace app
