// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include <QSettings>
#include <QWidget>

#include <utility>

namespace ui {

namespace {

QString keyGroup()
{
    return QStringLiteral("keys");
}

QString settingOf(const QString &id)
{
    return keyGroup() + QLatin1Char('/') + id;
}

} // namespace

Actions::Actions(QWidget *window) : QObject(window), m_window(window) {}

QAction *Actions::add(const QString &id, const QString &group, const QString &text,
                      const QList<QKeySequence> &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcuts(keys);
    action->setMenuRole(QAction::NoRole);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_window->addAction(action);
    m_rows.push_back({id, group, action, keys});
    return action;
}

QAction *Actions::addToggle(const QString &id, const QString &group, const QString &text,
                            const QList<QKeySequence> &keys, std::function<void(bool)> run)
{
    QAction *action = add(id, group, text, keys, [] {});
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [run = std::move(run)](bool on) { run(on); });
    return action;
}

QAction *Actions::find(const QString &id) const
{
    for (const Row &row : m_rows) {
        if (row.id == id)
            return row.action;
    }
    return nullptr;
}

void Actions::restoreKeys(const QSettings &settings)
{
    for (const Row &row : m_rows) {
        const QString setting = settingOf(row.id);
        if (settings.contains(setting))
            row.action->setShortcuts(
                QKeySequence::listFromString(settings.value(setting).toString()));
    }
}

void Actions::setKeys(const QString &id, const QList<QKeySequence> &keys, QSettings &settings)
{
    for (const Row &row : m_rows) {
        QList<QKeySequence> own = row.action->shortcuts();
        if (row.id == id) {
            own = keys;
        } else {
            own.removeIf([&](const QKeySequence &key) { return keys.contains(key); });
        }
        if (own == row.action->shortcuts())
            continue;
        row.action->setShortcuts(own);
        remember(row, settings);
    }
}

void Actions::remember(const Row &row, QSettings &settings) const
{
    if (row.action->shortcuts() == row.defaultKeys)
        settings.remove(settingOf(row.id));
    else
        settings.setValue(settingOf(row.id), QKeySequence::listToString(row.action->shortcuts()));
}

void Actions::resetKeys(QSettings &settings)
{
    settings.remove(keyGroup());
    for (const Row &row : m_rows)
        row.action->setShortcuts(row.defaultKeys);
}

} // namespace ui
