// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_files.h"

#include <QSettings>

namespace ui {

namespace {

constexpr int kMost = 8;

QString key()
{
    return QStringLiteral("files/recent");
}

} // namespace

QStringList RecentFiles::paths() const
{
    return m_settings.value(key()).toStringList();
}

void RecentFiles::add(const QString &path)
{
    QStringList paths = this->paths();
    paths.removeAll(path);
    paths.prepend(path);
    m_settings.setValue(key(), QStringList(paths.mid(0, kMost)));
}

void RecentFiles::remove(const QString &path)
{
    QStringList paths = this->paths();
    paths.removeAll(path);
    m_settings.setValue(key(), paths);
}

} // namespace ui
