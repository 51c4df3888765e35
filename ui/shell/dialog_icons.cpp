// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dialog_icons.h"

#include "ui/paint/icons.h"

#include <QGuiApplication>

#include <algorithm>

namespace ui {
namespace {

constexpr DialogIcon kIcons[] = {
    {QStyle::SP_ArrowBack, "arrow-left"},
    {QStyle::SP_ArrowForward, "arrow-right"},
    {QStyle::SP_FileDialogBack, "arrow-left"},
    {QStyle::SP_FileDialogToParent, "arrow-up"},
    {QStyle::SP_FileDialogNewFolder, "folder-plus"},
    {QStyle::SP_FileDialogListView, "list"},
    {QStyle::SP_FileDialogDetailedView, "table"},
    {QStyle::SP_DirIcon, "folder"},
    {QStyle::SP_DirClosedIcon, "folder"},
    {QStyle::SP_DirOpenIcon, "folder-open"},
    {QStyle::SP_DirLinkIcon, "folder"},
    {QStyle::SP_DirHomeIcon, "home"},
    {QStyle::SP_FileIcon, "file"},
    {QStyle::SP_FileLinkIcon, "file"},
    {QStyle::SP_ComputerIcon, "drive"},
    {QStyle::SP_DriveHDIcon, "drive"},
};

constexpr int kSizes[] = {16, 18, 20, 24, 32};

} // namespace

std::span<const DialogIcon> dialogIcons()
{
    return kIcons;
}

QIcon dialogIcon(QStyle::StandardPixmap of, const Look &look)
{
    const auto *const found = std::ranges::find(kIcons, of, &DialogIcon::of);
    if (found == std::end(kIcons))
        return {};
    const QString name = QString::fromLatin1(found->name);
    const QColor off = mixed(look.theme.text3, look.theme.surface, 0.4);
    QIcon icon;
    for (const int size : kSizes) {
        icon.addPixmap(iconPixmap(name, look.theme.text2, size, qApp->devicePixelRatio()));
        icon.addPixmap(iconPixmap(name, off, size, qApp->devicePixelRatio()), QIcon::Disabled);
    }
    return icon;
}

} // namespace ui
