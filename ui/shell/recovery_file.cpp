// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recovery_file.h"

#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/document/document.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace ui {

namespace {

constexpr int kSoonMs = 1000;

} // namespace

RecoveryFile::RecoveryFile(Document &document, const QString &path, QObject *parent)
    : QObject(parent), m_document(document), m_path(path)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &RecoveryFile::writeNow);
    if (m_path.isEmpty())
        return;
    const auto later = [this] { m_soon.start(); };
    connect(&m_document, &Document::scenarioChanged, this, later);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this, later);
}

bool RecoveryFile::exists() const
{
    return !m_path.isEmpty() && QFile::exists(m_path);
}

void RecoveryFile::writeNow()
{
    m_soon.stop();
    if (m_path.isEmpty())
        return;
    if (!m_document.isModified()) {
        QFile::remove(m_path);
        return;
    }
    QDir().mkpath(QFileInfo(m_path).path());
    // A full disk must not stop anybody from working: the next change tries again.
    (void)core::writeFile(QFile::encodeName(m_path).toStdString(),
                          core::scenarioToJson(m_document.scenario()));
}

} // namespace ui
