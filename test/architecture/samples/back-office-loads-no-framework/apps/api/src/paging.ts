import { Injectable } from '@nestjs/common';
export const limit = Injectable;
