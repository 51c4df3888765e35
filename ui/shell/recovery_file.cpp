// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recovery_file.h"

#include "core/io/file/files.h"
#include "ui/document/document.h"
#include "ui/shell/unsaved_folder.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#include <utility>

namespace ui {

namespace {

constexpr int kSoonMs = 1000;
constexpr int kTries = 3;

} // namespace

RecoveryFile::RecoveryFile(Document &document, const QString &folder, QObject *parent)
    : QObject(parent), m_document(document), m_folder(folder)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &RecoveryFile::writeNow);
    if (m_folder.isEmpty())
        return;
    const auto later = [this] {
        if (!m_soon.isActive()) // a long drag must not postpone it
            m_soon.start();
    };
    connect(&m_document, &Document::scenarioChanged, this, later);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this, later);
}

RecoveryFile::~RecoveryFile() = default;

QString RecoveryFile::newFile() const
{
    return QDir(m_folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) +
                                   unsavedSuffix());
}

// A file of this window's own with its lock, once.
bool RecoveryFile::hold()
{
    for (int i = 0; i < kTries && !m_lock; ++i) {
        QDir().mkpath(m_folder);
        m_file = newFile();
        m_lock = core::FileLock::take(lockOf(m_file));
    }
    return m_lock.has_value();
}

void RecoveryFile::writeNow()
{
    m_soon.stop();
    if (m_folder.isEmpty())
        return;
    if (!m_document.isModified()) {
        if (m_lock)
            remove(m_file);
    } else if (hold()) {
        write(m_file, {.scenario = m_document.unsaved(),
                       .origin = m_origin.toStdString(),
                       .path = m_document.path().toStdString()});
    }
}

void RecoveryFile::finish()
{
    writeNow();
    m_writing.finish();
}

void RecoveryFile::write(const QString &file, core::Unsaved unsaved)
{
    // A full disk must not stop the user from working: the next change tries again.
    m_writing.post([file, unsaved = std::move(unsaved)] {
        (void)core::writeFile(QFile::encodeName(file).toStdString(), core::unsavedToJson(unsaved));
    });
}

void RecoveryFile::remove(const QString &file)
{
    m_writing.post([file] { QFile::remove(file); });
}

bool RecoveryFile::take(const QString &file)
{
    if (file == m_file)
        return true;
    std::optional<core::FileLock> lock = core::FileLock::take(lockOf(file));
    if (!lock || !QFile::exists(file))
        return false;
    if (m_lock) {
        remove(m_file);
        m_writing.finish(); // before its lock goes
    }
    m_lock = std::move(lock);
    m_file = file;
    return true;
}

QString RecoveryFile::leaveBehind(const core::Unsaved &unsaved)
{
    if (m_folder.isEmpty())
        return {};
    QDir().mkpath(m_folder);
    const QString file = newFile();
    m_writing.post([file, unsaved] {
        // Locked while it is written: a window that starts meanwhile must not read half of it.
        const std::optional<core::FileLock> hold = core::FileLock::take(lockOf(file));
        (void)core::writeFile(QFile::encodeName(file).toStdString(), core::unsavedToJson(unsaved));
    });
    return file;
}

} // namespace ui
